using System.Security.Cryptography;
using Krewe.Gateway.Authentication;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// Everything secret that the gateway works with, in <c>pki/</c> of the data directory: the authority, the server's and the
/// administrator's key pairs and bearer tokens; beside it the token with which nodes join. What is missing is made at start.
/// </summary>
internal sealed class Credentials
{
    private readonly IssuedKeyPair _admin;

    public Credentials(GatewayOptions options, TimeProvider time)
    {
        var directory = PrivateFile.Directory(Path.Combine(options.DataDirectory, "pki"));
        var now = time.GetUtcNow();
        Authority = CertificateAuthority.Open(directory, now);
        string[] names = ["localhost", "127.0.0.1", "::1", Environment.MachineName.ToLowerInvariant(), .. options.ServerNames];
        Server = new ServerIdentity(directory, Authority, [.. names.Distinct(StringComparer.OrdinalIgnoreCase)], time);
        _admin = new IssuedKeyPair(directory, "admin",
            (key, at, lifetime) => Authority.IssueClient(key, "krewe-admin", ClientIdentity.Administrators, at, lifetime));
        _admin.Load(now, present => Authority.Verifies(present, now)).Dispose();
        Tokens = StaticTokens.Parse(ReadOrMake(
            Path.Combine(directory, "tokens.csv"), () => $"{NewToken()},admin,,\"{ClientIdentity.Administrators}\"\n").Split('\n'));
        JoinToken = ReadOrMake(Path.Combine(options.DataDirectory, "join-token"), () => NewToken() + "\n").Trim();
    }

    /// <summary>Signs certificates and verifies clients'.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The server's own certificate.</summary>
    public ServerIdentity Server { get; }

    /// <summary>Bearer tokens.</summary>
    public StaticTokens Tokens { get; }

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
