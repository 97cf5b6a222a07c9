using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Resources;

/// <summary>
/// Where a list in pages goes on: the revision that all its pages show, and the key of the last object sent. Opaque to clients.
/// </summary>
/// <param name="Revision">The revision; <see cref="Whatever"/> where the client accepts the state as it is now.</param>
/// <param name="After">The key of the last object of the page before.</param>
internal readonly record struct ContinueToken(long Revision, ObjectKey After)
{
    /// <summary>Stands for the state as it is when the rest is asked for.</summary>
    public const long Whatever = -1;

    /// <summary>True where the rest must show the same moment as the pages before.</summary>
    public bool IsConsistent => Revision != Whatever;

    /// <summary>The same place in whatever state there is.</summary>
    public ContinueToken AsInconsistent() => this with { Revision = Whatever };

    /// <summary>Parses <see cref="ToString"/>.</summary>
    public static Outcome<ContinueToken> Parse(string text)
    {
        // Clients pass back what they got; anything else is refused in Kubernetes' words.
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) is System.Buffers.OperationStatus.Done
            && Encoding.UTF8.GetString(bytes.AsSpan(0, written)) is var plain
            && plain.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            && long.TryParse(plain.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision)
            && plain.Contains('/', StringComparison.Ordinal))
            return new ContinueToken(revision, ObjectKey.Parse(plain[(space + 1)..]));
        return ApiFailure.BadRequest("continue key is not valid");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Revision} {After}")));
}
