using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>An environment variable.</summary>
public sealed partial record EnvVar : ApiRecord
{
    /// <summary>Name of the variable.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Value; $(NAME) stands for a variable defined earlier, $$(NAME) for the text itself.</summary>
    [Field(2)]
    public string? Value { get; init; }

    /// <summary>Source of the value; excludes value.</summary>
    [Field(3)]
    public EnvVarSource? ValueFrom { get; init; }
}

/// <summary>Where the value of an environment variable comes from. Exactly one field is set.</summary>
public sealed partial record EnvVarSource : ApiRecord
{
    /// <summary>Field of the pod.</summary>
    [Field(1)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Request or limit of a container.</summary>
    [Field(2)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Entry of a config map.</summary>
    [Field(3)]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>Entry of a secret.</summary>
    [Field(4)]
    public SecretKeySelector? SecretKeyRef { get; init; }
}

/// <summary>Selects an entry of a config map.</summary>
[Atomic]
public sealed partial record ConfigMapKeySelector : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Key of the entry.</summary>
    [Field(2, Required = true)]
    public string? Key { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(3)]
    public bool? Optional { get; init; }
}

/// <summary>Selects an entry of a secret.</summary>
[Atomic]
public sealed partial record SecretKeySelector : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Key of the entry.</summary>
    [Field(2, Required = true)]
    public string? Key { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(3)]
    public bool? Optional { get; init; }
}
