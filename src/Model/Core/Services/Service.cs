using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A stable name and address for a set of pods.</summary>
public sealed partial record Service : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ServiceKind.Instance;

    /// <summary>Desired state of the service.</summary>
    [Field(2)]
    public ServiceSpec Spec { get; init; } = new();

    /// <summary>Observed state of the service.</summary>
    [Field(3)]
    public ServiceStatus Status { get; init; } = new();
}
