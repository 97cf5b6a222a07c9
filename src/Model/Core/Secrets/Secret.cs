using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Confidential data that pods consume.</summary>
public sealed partial record Secret : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => SecretKind.Instance;

    /// <summary>True to forbid changes of the data for good.</summary>
    [Field(5)]
    public bool? Immutable { get; init; }

    /// <summary>Entries; base64 in JSON.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; } = StringMap.EmptyOf<ReadOnlyMemory<byte>>();

    /// <summary>Entries as text, merged into data when written and never read back.</summary>
    [Field(4)]
    public IReadOnlyDictionary<string, string> StringData { get; init; } = StringMap.Empty;

    /// <summary>What the secret is for; Opaque by default.</summary>
    [Field(3)]
    public SecretType? Type { get; init; }
}
