namespace Krewe.Grains.Namespaces;

/// <summary>What every namespace is given.</summary>
public sealed record NamespaceOptions
{
    /// <summary>
    /// Certificate of the authority that signs the API server's, in PEM, for the ConfigMap <c>kube-root-ca.crt</c> of each namespace; null where
    /// there is no server that pods could speak with. Pods then get no token of their service account either.
    /// </summary>
    public string? RootAuthority { get; init; }
}
