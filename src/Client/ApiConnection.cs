using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.RepresentationModel;

namespace Krewe.Client;

/// <summary>Where a server is, how to know it, and who is asking: what a kubeconfig holds.</summary>
public sealed class ApiConnection
{
    private readonly X509Certificate2Collection _authorities = [];

    /// <summary>Address of the server.</summary>
    public required Uri Server { get; init; }

    /// <summary>Certificate authority that the server's certificate must come from, in PEM; null for the system's.</summary>
    public string? AuthorityPem { get; init; }

    /// <summary>Client certificate with its private key, or null.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Bearer token, or null.</summary>
    public string? Token { get; init; }

    /// <summary>Reads the current context of a kubeconfig file.</summary>
    /// <exception cref="FormatException">The file lacks what is needed; the message names it.</exception>
    public static ApiConnection FromKubeconfig(string path)
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(path))
            yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var context = Entry(root, "contexts", Text(root, "current-context", path), path);
        var cluster = Entry(root, "clusters", Text((YamlMappingNode)context["context"], "cluster", path), path);
        var user = Entry(root, "users", Text((YamlMappingNode)context["context"], "user", path), path);
        var clusterBody = (YamlMappingNode)cluster["cluster"];
        var userBody = (YamlMappingNode)user["user"];
        var certificate = Pem(userBody, "client-certificate");
        var key = Pem(userBody, "client-key");
        return new ApiConnection
        {
            Server = new Uri(Text(clusterBody, "server", path)),
            AuthorityPem = Pem(clusterBody, "certificate-authority"),
            Certificate = certificate is null || key is null ? null : X509Certificate2.CreateFromPem(certificate, key),
            Token = Optional(userBody, "token"),
        };
    }

    /// <summary>A client for requests that <see cref="KreweClient"/> has no method for. The caller disposes it.</summary>
    public HttpClient CreateHttpClient()
    {
        var tls = new SslClientAuthenticationOptions();
        if (AuthorityPem is not null)
        {
            _authorities.ImportFromPem(AuthorityPem);
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        if (Certificate is not null)
            tls.ClientCertificates = [Certificate];
        var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls, UseProxy = false })
        {
            BaseAddress = new Uri(Server.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (Token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return http;
    }

    private static YamlMappingNode Entry(YamlMappingNode root, string list, string name, string path) =>
        root.Children.TryGetValue(list, out var node) && node is YamlSequenceNode entries
            ? entries.OfType<YamlMappingNode>().FirstOrDefault(entry => Optional(entry, "name") == name)
                ?? throw new FormatException($"{path}: {list} has no entry '{name}'")
            : throw new FormatException($"{path}: {list} is missing");

    private static string Text(YamlMappingNode node, string key, string path) =>
        Optional(node, key) ?? throw new FormatException($"{path}: {key} is missing");

    private static string? Optional(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private static string? Pem(YamlMappingNode node, string key) =>
        Optional(node, key + "-data") is { } data ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : Optional(node, key) is { } file ? File.ReadAllText(file)
        : null;
}
