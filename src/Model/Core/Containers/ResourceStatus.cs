using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Health of the devices of one resource.</summary>
public sealed partial record ResourceStatus : ApiRecord
{
    /// <summary>Name of the resource.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Health of each device.</summary>
    [Field(2)]
    public IReadOnlyList<ResourceHealth> Resources { get; init; } = [];
}

/// <summary>Health of one device.</summary>
public sealed partial record ResourceHealth : ApiRecord
{
    /// <summary>Identity of the device.</summary>
    [Field(1, Required = true)]
    public string? ResourceID { get; init; }

    /// <summary>Healthy, Unhealthy or Unknown.</summary>
    [Field(2)]
    public string? Health { get; init; }
}
