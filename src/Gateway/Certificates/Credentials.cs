using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Authentication;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// Everything secret that the gateway works with, in <c>pki/</c> of the data directory: the authority, the server's and the
/// administrator's key pairs, bearer tokens and the key of service accounts' tokens; beside it the token with which nodes join. What is
/// missing is made at start.
/// </summary>
internal sealed class Credentials
{
    /// <summary>How programs in pods call the API.</summary>
    private static readonly string[] InCluster = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];

    private readonly IssuedKeyPair _admin;

    public Credentials(GatewayOptions options, TimeProvider time)
    {
        (var directory, Authority, var tokens, JoinToken, TokenKey) = MakeShared(options, time);
        var now = time.GetUtcNow();
        string[] names = ["localhost", "127.0.0.1", "::1", Environment.MachineName.ToLowerInvariant(), .. InCluster, .. options.ServerNames];
        Server = new ServerIdentity(directory, Authority, [.. names.Distinct(StringComparer.OrdinalIgnoreCase)], time);
        _admin = new IssuedKeyPair(directory, "admin",
            (key, at, lifetime) => Authority.IssueClient(key, "krewe-admin", ClientIdentity.Administrators, at, lifetime));
        _admin.Load(now, present => Authority.Verifies(present, now)).Dispose();
        Silo = new IssuedKeyPair(directory, "silo", (key, at, lifetime) => Authority.IssueClient(key, "krewe-silo", ClientIdentity.Silos, at, lifetime))
            .Load(now, present => Authority.Verifies(present, now));
        Tokens = StaticTokens.Parse(tokens.Split('\n'));
    }

    /// <summary>Makes what all silos of an installation have alike where it is missing, and reads it.</summary>
    public static (string Directory, CertificateAuthority Authority, string Tokens, string JoinToken, TokenSigningKey TokenKey) MakeShared(
        GatewayOptions options, TimeProvider time)
    {
        var directory = PrivateFile.Directory(Path.Combine(options.DataDirectory, "pki"));
        return (directory,
            CertificateAuthority.Open(directory, time.GetUtcNow()),
            ReadOrMake(Path.Combine(directory, "tokens.csv"), () => $"{NewToken()},admin,,\"{ClientIdentity.Administrators}\"\n"),
            ReadOrMake(Path.Combine(options.DataDirectory, "join-token"), () => NewToken() + "\n").Trim(),
            TokenSigningKey.Open(options.DataDirectory));
    }

    /// <summary>Signs certificates and verifies clients'.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The server's own certificate.</summary>
    public ServerIdentity Server { get; }

    /// <summary>What this silo shows to the others.</summary>
    public X509Certificate2 Silo { get; }

    /// <summary>Bearer tokens.</summary>
    public StaticTokens Tokens { get; }

    /// <summary>Signs the tokens of service accounts.</summary>
    public TokenSigningKey TokenKey { get; }

    /// <summary>What a new node shows to get its certificate.</summary>
    public string JoinToken { get; }

    /// <summary>The administrator's kubeconfig for a server's address.</summary>
    public string AdminKubeconfig(Uri server) => Kubeconfig.Format(server, Authority.Pem, _admin.LoadPem());

    private static string ReadOrMake(string path, Func<string> make)
    {
        if (!File.Exists(path))
            PrivateFile.Write(path, make());
        return File.ReadAllText(path);
    }

    private static string NewToken() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}
