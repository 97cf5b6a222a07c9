using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>An identity for programs, such as those in pods.</summary>
public sealed partial record ServiceAccount : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ServiceAccountKind.Instance;

    /// <summary>Secrets that pods of this account may use.</summary>
    [Field(2, MergeKey = "name")]
    public IReadOnlyList<ObjectReference> Secrets { get; init; } = [];

    /// <summary>Secrets for image registries that pods of this account get.</summary>
    [Field(3)]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];

    /// <summary>Whether pods of this account get a token; a pod may say otherwise.</summary>
    [Field(4)]
    public bool? AutomountServiceAccountToken { get; init; }
}
