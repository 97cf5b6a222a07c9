using System.Text;

namespace Krewe.Fuzz.Requests;

/// <summary>One request as it goes over the wire.</summary>
/// <param name="Method">The method, or what stands in its place.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Lines of the head, besides those that every request has.</param>
/// <param name="Body">The body.</param>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>True where the answer may have no end.</summary>
    public bool IsStream =>
        Target.Contains("watch", StringComparison.Ordinal) || Target.Contains("log", StringComparison.Ordinal) || Target.Contains("follow", StringComparison.Ordinal)
        || Headers.Any(header => header.StartsWith("Upgrade", StringComparison.OrdinalIgnoreCase));

    /// <summary>The bytes, with a credential.</summary>
    public byte[] ToBytes(string authority, string token)
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\nHost: ").Append(authority).Append("\r\n");
        if (!Headers.Any(header => header.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase)))
            head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        foreach (var header in Headers)
            head.Append(header).Append("\r\n");
        if (Body.Length > 0 || Method is "POST" or "PUT" or "PATCH")
            head.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        head.Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. Body];
    }

    /// <summary>For people: the head, and the body as far as it is text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToBytes("HOST", "TOKEN"));
}
