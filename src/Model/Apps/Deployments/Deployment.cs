using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>Keeps a number of equal pods running and rolls out changes of them, through replica sets.</summary>
public sealed partial record Deployment : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => DeploymentKind.Instance;

    /// <summary>Desired state of the deployment.</summary>
    [Field(2)]
    public DeploymentSpec Spec { get; init; } = new();

    /// <summary>Observed state of the deployment.</summary>
    [Field(3)]
    public DeploymentStatus Status { get; init; } = new();
}
