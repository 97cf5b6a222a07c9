using Krewe.Client;
using Krewe.EndToEnd.Tests.Cluster;
using Krewe.Model.Core;
using Krewe.Model.Kinds;

namespace Krewe.EndToEnd.Tests.Transcripts;

/// <summary>
/// Scripts of commands (<c>scripts/</c>), each run by every version of kubectl against one cluster, must print what stands in
/// <c>expected/VERSION/</c>, which was reviewed by hand against what Kubernetes documents. To write what they print instead, for review:
/// <c>KREWE_TRANSCRIPTS=$PWD/tests/EndToEnd.Tests/Transcripts</c>.
/// </summary>
public sealed class KubectlScripts(SimulatedCluster simulated) : IClassFixture<SimulatedCluster>
{
    private static readonly string[] Versions = ["1.20", "1.29", "1.33"];
    private static readonly string? Written = Environment.GetEnvironmentVariable("KREWE_TRANSCRIPTS");
    private static readonly string Here = Path.Combine(CleanClone.Source, "tests", "EndToEnd.Tests", "Transcripts");

    public static TheoryData<string, string> Runs()
    {
        var runs = new TheoryData<string, string>();
        foreach (var script in Directory.EnumerateFiles(Path.Combine(Here, "scripts")).Order(StringComparer.Ordinal))
        {
            foreach (var version in Versions)
                runs.Add(Path.GetFileNameWithoutExtension(script), version);
        }
        return runs;
    }

    [Theory, MemberData(nameof(Runs))]
    public async Task Prints_what_is_expected(string script, string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(3));
        var ns = $"{script}-{version.Replace(".", "", StringComparison.Ordinal)}";
        using var client = simulated.Cluster.Connect();
        await client.CreateAsync(new Namespace { Metadata = new() { Name = ns } }, patience.Token);

        var folder = Directory.CreateTempSubdirectory("krewe-kubectl-");
        try
        {
            var printed = await Transcript.RecordAsync(
                await File.ReadAllLinesAsync(Path.Combine(Here, "scripts", script + ".sh"), patience.Token),
                folder.FullName, Prepare(folder.FullName, ns, version), simulated.Names(ns), patience.Token);
            await CompareAsync(Path.Combine("expected", version, script + ".txt"), printed, patience.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
            await client.DeleteAsync(NamespaceKind.Instance, new ObjectKey("", ns), patience.Token);
        }
    }

    /// <summary>A folder with the manifests, a kubeconfig for the namespace, and the version as <c>kubectl</c>.</summary>
    private Dictionary<string, string> Prepare(string folder, string ns, string version)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Here, "files")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var own = Directory.CreateDirectory(Path.Combine(folder, ".own")).FullName;
        File.CreateSymbolicLink(Path.Combine(own, "kubectl"), CleanClone.Tool("kubectl-" + version));
        var kubeconfig = Path.Combine(own, "kubeconfig");
        File.WriteAllText(kubeconfig, File.ReadAllText(simulated.Cluster.Kubeconfig).Replace("namespace: default", $"namespace: {ns}", StringComparison.Ordinal));
        return new()
        {
            ["PATH"] = $"{own}:{Environment.GetEnvironmentVariable("PATH")}",
            ["KUBECONFIG"] = kubeconfig,
            // Discovery is cached in the home.
            ["HOME"] = own,
            ["NO_PROXY"] = "*",
            ["NS"] = ns,
            ["NODE"] = simulated.Cluster.Node,
            ["LC_ALL"] = "C",
        };
    }

    private static async Task CompareAsync(string path, string printed, CancellationToken cancellationToken)
    {
        if (Written is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Written, path))!);
            await File.WriteAllTextAsync(Path.Combine(Written, path), printed, cancellationToken);
            return;
        }
        var expected = Path.Combine(Here, path);
        File.Exists(expected).ShouldBeTrue($"{expected} is missing");
        printed.ShouldBe(await File.ReadAllTextAsync(expected, cancellationToken));
    }
}

/// <summary>A cluster whose node runs its pods in memory: fast, and the same each time.</summary>
public sealed class SimulatedCluster : IAsyncLifetime
{
    public KreweCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await KreweCluster.StartAsync("--runtime", "simulated", "--no-hello");

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

    /// <summary>What stands in transcripts for the names of this cluster.</summary>
    public IReadOnlyDictionary<string, string> Names(string ns) => new Dictionary<string, string>
    {
        [new Uri(ApiConnection.FromKubeconfig(Cluster.Kubeconfig).Server.AbsoluteUri).GetLeftPart(UriPartial.Authority)] = "SERVER",
        [Cluster.Node] = "NODE",
        [ns] = "NAMESPACE",
    };
}
