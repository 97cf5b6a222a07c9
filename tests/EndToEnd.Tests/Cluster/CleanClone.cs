namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// A clean clone of this repository in a folder of its own, as a user would make it. Made once for a run of the tests.
/// <c>KREWE_TEST_TREE</c> names a tree that is built already and is used instead, for those who work on a test.
/// </summary>
public static class CleanClone
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Its root.</summary>
    public static Task<string> RootAsync() => Made.Value;

    /// <summary>The working tree that the tests were built from.</summary>
    public static string Source { get; } = FindSource();

    /// <summary>A tool that <c>./krewe test</c> has installed beside the sources.</summary>
    public static string Tool(string name)
    {
        var path = Path.Combine(Source, "artifacts", "tools", name);
        Path.Exists(path).ShouldBeTrue($"{path} is missing: run eng/prerequisites");
        return path;
    }

    private static async Task<string> MakeAsync()
    {
        if (Environment.GetEnvironmentVariable("KREWE_TEST_TREE") is { Length: > 0 } tree)
            return tree;
        var root = Directory.CreateTempSubdirectory("krewe-clone-").FullName;
        await CommandLine.MustAsync("git", ["clone", "-q", "--no-hardlinks", Source, root]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("these tests run from a build inside the repository");
    }
}
