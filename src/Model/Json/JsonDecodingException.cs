using System.Text.Json;

namespace Krewe.Model.Json;

/// <summary>
/// A value of another type than its field has. Thrown by <see cref="JsonFieldReader"/> and turned into a failure by the decoder; what
/// the field is called is found from the position, so that reading need not keep track of it.
/// </summary>
internal sealed class JsonDecodingException(long position, JsonTokenType found, string? literal, string? detail)
    : Exception(detail ?? $"unexpected {found}")
{
    /// <summary>Byte at which the value starts.</summary>
    public long Position { get; } = position;

    /// <summary>What stands there.</summary>
    public JsonTokenType Found { get; } = found;

    /// <summary>The number as written, where it does not fit.</summary>
    public string? Literal { get; } = literal;

    /// <summary>The whole message, where the type is right and the content is wrong.</summary>
    public string? Detail { get; } = detail;
}
