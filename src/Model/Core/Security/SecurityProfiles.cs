using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Linux capabilities to add and to drop.</summary>
public sealed partial record Capabilities : ApiRecord
{
    /// <summary>Capabilities to add.</summary>
    [Field(1)]
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>Capabilities to drop.</summary>
    [Field(2)]
    public IReadOnlyList<string> Drop { get; init; } = [];
}

/// <summary>Labels of an SELinux context.</summary>
public sealed partial record SELinuxOptions : ApiRecord
{
    /// <summary>User label.</summary>
    [Field(1)]
    public string? User { get; init; }

    /// <summary>Role label.</summary>
    [Field(2)]
    public string? Role { get; init; }

    /// <summary>Type label.</summary>
    [Field(3)]
    public string? Type { get; init; }

    /// <summary>Level label.</summary>
    [Field(4)]
    public string? Level { get; init; }
}

/// <summary>Filter of system calls.</summary>
public sealed partial record SeccompProfile : ApiRecord
{
    /// <summary>Localhost, RuntimeDefault or Unconfined.</summary>
    [Field(1, Required = true)]
    public SeccompProfileType? Type { get; init; }

    /// <summary>Path of the profile on the node; needed for type Localhost and not allowed otherwise.</summary>
    [Field(2)]
    public string? LocalhostProfile { get; init; }
}

/// <summary>AppArmor profile.</summary>
public sealed partial record AppArmorProfile : ApiRecord
{
    /// <summary>Localhost, RuntimeDefault or Unconfined.</summary>
    [Field(1, Required = true)]
    public AppArmorProfileType? Type { get; init; }

    /// <summary>Path of the profile on the node; needed for type Localhost and not allowed otherwise.</summary>
    [Field(2)]
    public string? LocalhostProfile { get; init; }
}

/// <summary>A kernel parameter.</summary>
public sealed partial record Sysctl : ApiRecord
{
    /// <summary>Name of the parameter.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Value of the parameter.</summary>
    [Field(2, Required = true)]
    public string? Value { get; init; }
}
