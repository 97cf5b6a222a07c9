using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Source of an agent's configuration. Deprecated and without effect.</summary>
public sealed partial record NodeConfigSource : ApiRecord
{
    /// <summary>The config map.</summary>
    [Field(2)]
    public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}

/// <summary>Names a config map with an agent's configuration. Deprecated and without effect.</summary>
public sealed partial record ConfigMapNodeConfigSource : ApiRecord
{
    /// <summary>Namespace of the config map.</summary>
    [Field(1, Required = true)]
    public string? Namespace { get; init; }

    /// <summary>Name of the config map.</summary>
    [Field(2, Required = true)]
    public string? Name { get; init; }

    /// <summary>UID of the object.</summary>
    [Field(3)]
    public string? Uid { get; init; }

    /// <summary>Version of the object.</summary>
    [Field(4)]
    public string? ResourceVersion { get; init; }

    /// <summary>Key of the entry.</summary>
    [Field(5, Required = true)]
    public string? KubeletConfigKey { get; init; }
}

/// <summary>State of an agent's configuration. Deprecated.</summary>
public sealed partial record NodeConfigStatus : ApiRecord
{
    /// <summary>Configuration to use next.</summary>
    [Field(1)]
    public NodeConfigSource? Assigned { get; init; }

    /// <summary>Configuration in use.</summary>
    [Field(2)]
    public NodeConfigSource? Active { get; init; }

    /// <summary>Configuration to fall back on.</summary>
    [Field(3)]
    public NodeConfigSource? LastKnownGood { get; init; }

    /// <summary>What is wrong with the assigned one.</summary>
    [Field(4)]
    public string? Error { get; init; }
}
