namespace Krewe.Cli.Local;

/// <summary>Finds Krewe's other programs and its examples.</summary>
internal static class ProgramFolder
{
    /// <summary>The repository's root, which the launcher names.</summary>
    public static string Root => Environment.GetEnvironmentVariable("KREWE_ROOT")
        ?? throw new InvalidOperationException("KREWE_ROOT is not set: start Krewe through its launcher, ./krewe");

    /// <summary>A native program, or one that finds .NET's runtime by itself.</summary>
    public static string SiloHost => Path.Combine(Root, "artifacts", "silo-host", "Krewe.SiloHost");

    public static string NodeAgent => Path.Combine(Root, "artifacts", "node-agent", "Krewe.NodeAgent.dll");

    public static string Example(string name) => Path.Combine(Root, "examples", name);
}
