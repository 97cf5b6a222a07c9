using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A config map or secret whose entries become environment variables.</summary>
public sealed partial record EnvFromSource : ApiRecord
{
    /// <summary>Text put before each name.</summary>
    [Field(1)]
    public string? Prefix { get; init; }

    /// <summary>The config map.</summary>
    [Field(2)]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    /// <summary>The secret.</summary>
    [Field(3)]
    public SecretEnvSource? SecretRef { get; init; }
}

/// <summary>Names a config map for environment variables.</summary>
public sealed partial record ConfigMapEnvSource : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(2)]
    public bool? Optional { get; init; }
}

/// <summary>Names a secret for environment variables.</summary>
public sealed partial record SecretEnvSource : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(2)]
    public bool? Optional { get; init; }
}
