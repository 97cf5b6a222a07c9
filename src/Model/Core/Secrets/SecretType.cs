using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a secret is for. Other values are allowed.</summary>
public readonly record struct SecretType(string Value) : IOpenEnum<SecretType>
{
    /// <summary>Anything.</summary>
    public static SecretType Opaque { get; } = new("Opaque");

    /// <summary>A service account's token.</summary>
    public static SecretType ServiceAccountToken { get; } = new("kubernetes.io/service-account-token");

    /// <summary>Registry credentials in the old format.</summary>
    public static SecretType Dockercfg { get; } = new("kubernetes.io/dockercfg");

    /// <summary>Registry credentials.</summary>
    public static SecretType DockerConfigJson { get; } = new("kubernetes.io/dockerconfigjson");

    /// <summary>User name and password.</summary>
    public static SecretType BasicAuth { get; } = new("kubernetes.io/basic-auth");

    /// <summary>A private SSH key.</summary>
    public static SecretType SshAuth { get; } = new("kubernetes.io/ssh-auth");

    /// <summary>A certificate and its private key.</summary>
    public static SecretType Tls { get; } = new("kubernetes.io/tls");

    /// <summary>A token for a node's first contact.</summary>
    public static SecretType BootstrapToken { get; } = new("bootstrap.kubernetes.io/token");

    /// <inheritdoc/>
    public static IReadOnlyList<SecretType> Known { get; } =
    [
        Opaque, ServiceAccountToken, Dockercfg, DockerConfigJson, BasicAuth, SshAuth, Tls, BootstrapToken,
    ];

    /// <inheritdoc/>
    public static SecretType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
