namespace Krewe.Cli.Local;

/// <summary>Where Krewe keeps what it has on this machine.</summary>
/// <param name="Path">The folder; made on first use, readable by its owner only.</param>
internal sealed record KreweHome(string Path)
{
    /// <summary>Data of the control plane: database, certificates, tokens.</summary>
    public string SiloData => System.IO.Path.Combine(Path, "silo");

    /// <summary>Data of this machine's node agent.</summary>
    public string AgentData => System.IO.Path.Combine(Path, "agent");

    /// <summary>The administrator's kubeconfig, which the control plane writes.</summary>
    public string Kubeconfig => System.IO.Path.Combine(SiloData, "admin.kubeconfig");

    /// <summary>Certificate of the control plane's authority.</summary>
    public string Authority => System.IO.Path.Combine(SiloData, "pki", "ca.crt");

    /// <summary>Token that lets node agents join.</summary>
    public string JoinToken => System.IO.Path.Combine(SiloData, "join-token");

    /// <summary>Output of a component.</summary>
    public string Log(string component) => System.IO.Path.Combine(Path, "log", component + ".log");

    /// <summary>Identity of a component's process while it runs.</summary>
    public string ProcessFile(string component) => System.IO.Path.Combine(Path, "run", component + ".process");

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in (string[])["", "silo", "agent", "log", "run"])
            Directory.CreateDirectory(System.IO.Path.Combine(Path, folder), ownerOnly);
    }

    /// <summary><c>$KREWE_HOME</c>, or <c>.krewe</c> in the user's home.</summary>
    public static string DefaultPath => Environment.GetEnvironmentVariable("KREWE_HOME") is { Length: > 0 } set
        ? set
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".krewe");
}
