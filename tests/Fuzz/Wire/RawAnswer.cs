using System.Text;

namespace Krewe.Fuzz.Wire;

/// <summary>An answer as it came.</summary>
/// <param name="Code">The status code; 0 where the connection ended without an answer.</param>
/// <param name="Headers">The headers, in one text.</param>
/// <param name="Body">The body, or its beginning where it is long or does not end.</param>
/// <param name="KeepsConnection">True where the connection can carry another request.</param>
internal sealed record RawAnswer(int Code, string Headers, byte[] Body, bool KeepsConnection)
{
    /// <summary>The connection was closed instead of an answer.</summary>
    public static RawAnswer Closed { get; } = new(0, "", [], false);

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}
