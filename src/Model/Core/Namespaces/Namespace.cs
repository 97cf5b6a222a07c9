using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A scope for names, within which objects are kept apart from others.</summary>
public sealed partial record Namespace : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => NamespaceKind.Instance;

    /// <summary>Desired state of the namespace.</summary>
    [Field(2)]
    public NamespaceSpec Spec { get; init; } = new();

    /// <summary>Observed state of the namespace.</summary>
    [Field(3)]
    public NamespaceStatus Status { get; init; } = new();
}

/// <summary>Desired state of a namespace.</summary>
public sealed partial record NamespaceSpec : ApiRecord
{
    /// <summary>What must be done before the namespace may go; kubernetes stands for the removal of its content.</summary>
    [Field(1)]
    public IReadOnlyList<string> Finalizers { get; init; } = [];
}
