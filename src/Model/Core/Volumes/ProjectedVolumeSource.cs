using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Several sources in one directory.</summary>
public sealed partial record ProjectedVolumeSource : ApiRecord
{
    /// <summary>The sources; their paths must not overlap.</summary>
    [Field(1)]
    public IReadOnlyList<VolumeProjection> Sources { get; init; } = [];

    /// <summary>Permission bits of created files that set none, 0 to 0777; 0644 by default.</summary>
    [Field(2)]
    public int? DefaultMode { get; init; }
}

/// <summary>One source of a projected volume. Exactly one of its fields is set.</summary>
public sealed partial record VolumeProjection : ApiRecord
{
    /// <summary>Entries of a secret.</summary>
    [Field(1)]
    public SecretProjection? Secret { get; init; }

    /// <summary>Fields of the pod.</summary>
    [Field(2)]
    public DownwardAPIProjection? DownwardAPI { get; init; }

    /// <summary>Entries of a config map.</summary>
    [Field(3)]
    public ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>A token of the pod's service account, renewed before it expires.</summary>
    [Field(4)]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>Certificates of trust bundles.</summary>
    [Field(5)]
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
}

/// <summary>Entries of a secret, for a projected volume.</summary>
public sealed partial record SecretProjection : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Entries to project and their paths; all entries when empty.</summary>
    [Field(2)]
    public IReadOnlyList<KeyToPath> Items { get; init; } = [];

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(4)]
    public bool? Optional { get; init; }
}

/// <summary>Fields of the pod, for a projected volume.</summary>
public sealed partial record DownwardAPIProjection : ApiRecord
{
    /// <summary>The files.</summary>
    [Field(1)]
    public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];
}

/// <summary>Entries of a config map, for a projected volume.</summary>
public sealed partial record ConfigMapProjection : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Entries to project and their paths; all entries when empty.</summary>
    [Field(2)]
    public IReadOnlyList<KeyToPath> Items { get; init; } = [];

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(4)]
    public bool? Optional { get; init; }
}

/// <summary>A token of the pod's service account, for a projected volume.</summary>
public sealed partial record ServiceAccountTokenProjection : ApiRecord
{
    /// <summary>Whom the token is meant for; the API server by default.</summary>
    [Field(1)]
    public string? Audience { get; init; }

    /// <summary>Life of the token in seconds, at least 600; 3600 by default.</summary>
    [Field(2)]
    public long? ExpirationSeconds { get; init; }

    /// <summary>Path of the file, relative.</summary>
    [Field(3, Required = true)]
    public string? Path { get; init; }
}

/// <summary>Certificates of trust bundles, selected by name or by signer and labels.</summary>
public sealed partial record ClusterTrustBundleProjection : ApiRecord
{
    /// <summary>Name of one bundle; excludes signerName and labelSelector.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>Signer whose bundles are taken.</summary>
    [Field(2)]
    public string? SignerName { get; init; }

    /// <summary>Selects by labels; absent selects nothing, empty selects everything.</summary>
    [Field(3)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(5)]
    public bool? Optional { get; init; }

    /// <summary>Path of the file, relative.</summary>
    [Field(4, Required = true)]
    public string? Path { get; init; }
}
