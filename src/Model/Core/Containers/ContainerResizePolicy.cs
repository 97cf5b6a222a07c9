using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a change of one resource does to a running container.</summary>
public sealed partial record ContainerResizePolicy : ApiRecord
{
    /// <summary>Name of the resource: cpu or memory.</summary>
    [Field(1, Required = true)]
    public string? ResourceName { get; init; }

    /// <summary>NotRequired or RestartContainer.</summary>
    [Field(2, Required = true)]
    public ResourceResizeRestartPolicy? RestartPolicy { get; init; }
}
