using System.Text.Json;
using Krewe.Model.Schema;

namespace Krewe.Model.Apiextensions;

/// <summary>How a kind of one's own is called, and what its objects look like.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec")]
public sealed partial record CustomResourceDefinitionSpec : ApiRecord
{
    /// <summary>API group under which the kind is served: /apis/GROUP/. Cannot be changed.</summary>
    [Field(1, Required = true)]
    public string Group { get; init; } = "";

    /// <summary>The names of the kind.</summary>
    [Field(3, Required = true)]
    public CustomResourceDefinitionNames Names { get; init; } = new();

    /// <summary>Namespaced or Cluster. Cannot be changed once the kind is served.</summary>
    [Field(4, Required = true)]
    public string Scope { get; init; } = "";

    /// <summary>The versions in which the kind is served. Exactly one is that in which objects are stored.</summary>
    [Field(7, Required = true)]
    public IReadOnlyList<CustomResourceDefinitionVersion> Versions { get; init; } = [];

    /// <summary>How objects are converted between versions.</summary>
    [Field(9)]
    public CustomResourceConversion? Conversion { get; init; }

    /// <summary>Kept for old manifests: true is refused, say x-kubernetes-preserve-unknown-fields in the schema instead.</summary>
    [Field(10, OmitZero = true)]
    public bool? PreserveUnknownFields { get; init; }
}

/// <summary>The names of a kind.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames")]
public sealed partial record CustomResourceDefinitionNames : ApiRecord
{
    /// <summary>Plural in URLs, lower case: crontabs.</summary>
    [Field(1, Required = true)]
    public string Plural { get; init; } = "";

    /// <summary>Singular, lower case; the kind in lower case unless given.</summary>
    [Field(2)]
    public string? Singular { get; init; }

    /// <summary>Short names for command lines: ct.</summary>
    [Field(3)]
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>The kind as it stands in objects: CronTab.</summary>
    [Field(4, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>The kind of its lists; the kind with List behind it unless given.</summary>
    [Field(5)]
    public string? ListKind { get; init; }

    /// <summary>Groups of kinds that it belongs to, such as all.</summary>
    [Field(6)]
    public IReadOnlyList<string> Categories { get; init; } = [];
}

/// <summary>How objects are converted between versions.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion")]
public sealed partial record CustomResourceConversion : ApiRecord
{
    /// <summary>None: only the apiVersion changes. Webhook is not supported.</summary>
    [Field(1, Required = true)]
    public string Strategy { get; init; } = "";

    /// <summary>How to call the webhook; refused, because conversion by webhooks is not supported.</summary>
    [Field(2)]
    public JsonElement? Webhook { get; init; }
}
