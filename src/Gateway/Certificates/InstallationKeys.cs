namespace Krewe.Gateway.Certificates;

/// <summary>
/// What all silos of an installation must have alike: the authority, the bearer tokens, the key of service accounts' tokens and the join
/// token. Everything else in the data directory is a silo's own and follows from these.
/// </summary>
public static class InstallationKeys
{
    /// <summary>The files, by their path in the data directory.</summary>
    private static readonly string[] Files = ["pki/ca.crt", "pki/ca.key", "pki/tokens.csv", TokenSigningKey.File, "join-token"];

    /// <summary>Reads the files, after making those that are missing.</summary>
    public static IReadOnlyDictionary<string, string> Make(GatewayOptions options, TimeProvider time)
    {
        Credentials.MakeShared(options, time);
        return Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(options.DataDirectory, file)));
    }

    /// <summary>The authority's certificate in PEM, as pods get it, after making what is missing.</summary>
    public static string AuthorityPem(GatewayOptions options, TimeProvider time) => Credentials.MakeShared(options, time).Authority.Pem;

    /// <summary>Puts files in place that another silo has made.</summary>
    public static void Adopt(GatewayOptions options, IReadOnlyDictionary<string, string> files)
    {
        foreach (var file in Files)
        {
            if (files.TryGetValue(file, out var content) && content != File.ReadAllText(Path.Combine(options.DataDirectory, file)))
                PrivateFile.Write(Path.Combine(options.DataDirectory, file), content);
        }
    }
}
