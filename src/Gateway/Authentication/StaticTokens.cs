using System.Security.Cryptography;
using System.Text;

namespace Krewe.Gateway.Authentication;

/// <summary>
/// Bearer tokens from a file in Kubernetes' format: lines of <c>token,user,uid,"group1,group2"</c>; empty lines and lines that begin with
/// <c>#</c> count for nothing. Only digests are kept, and every one of them is compared, so that the time of an answer tells nothing.
/// </summary>
internal sealed class StaticTokens
{
    private readonly (byte[] Digest, ClientIdentity Identity)[] _tokens;

    private StaticTokens((byte[] Digest, ClientIdentity Identity)[] tokens) => _tokens = tokens;

    /// <summary>Reads the lines of a token file.</summary>
    /// <exception cref="FormatException">A line has too few fields; the message names it without the token.</exception>
    public static StaticTokens Parse(IEnumerable<string> lines) =>
        new([.. lines.Select((line, index) => (Text: line.Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => ParseLine(line.Text, line.Number))]);

    /// <summary>The identity that a token proves, or null.</summary>
    public ClientIdentity? Find(ReadOnlySpan<char> token)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(token, digest);
        ClientIdentity? found = null;
        foreach (var (known, identity) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(known, digest))
                found = identity;
        }
        return found;
    }

    private static (byte[] Digest, ClientIdentity Identity) ParseLine(string line, int number)
    {
        var fields = line.Split(',', 4, StringSplitOptions.TrimEntries);
        if (fields.Length < 3 || fields[0].Length == 0 || fields[1].Length == 0)
            throw new FormatException($"line {number} of the token file: token,user,uid expected");
        string[] groups = fields.Length == 4
            ? fields[3].Trim('"').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        var digest = new byte[SHA256.HashSizeInBytes];
        Digest(fields[0], digest);
        return (digest, new ClientIdentity(fields[1], [.. groups, ClientIdentity.Authenticated], fields[2]));
    }

    private static void Digest(ReadOnlySpan<char> token, Span<byte> digest)
    {
        var size = Encoding.UTF8.GetByteCount(token);
        Span<byte> utf8 = size <= 256 ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(token, utf8);
        SHA256.HashData(utf8, digest);
    }
}
