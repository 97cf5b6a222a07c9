using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Configuration that pods consume.</summary>
public sealed partial record ConfigMap : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ConfigMapKind.Instance;

    /// <summary>True to forbid changes of the data for good.</summary>
    [Field(4)]
    public bool? Immutable { get; init; }

    /// <summary>Entries of text.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, string> Data { get; init; } = StringMap.Empty;

    /// <summary>Entries of bytes; keys differ from those of data.</summary>
    [Field(3)]
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> BinaryData { get; init; } = StringMap.EmptyOf<ReadOnlyMemory<byte>>();
}
