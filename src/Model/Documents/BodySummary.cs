using System.Text;

namespace Krewe.Model.Documents;

/// <summary>The start of a body for a message: as text if it looks like JSON, in hexadecimal otherwise.</summary>
internal static class BodySummary
{
    private const int Length = 30;

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "<empty>";
        var start = body[..Math.Min(body.Length, Length)];
        var text = start[0] == '{' ? Encoding.UTF8.GetString(start) : Convert.ToHexStringLower(start);
        return body.Length > Length ? text + " ..." : text;
    }
}
