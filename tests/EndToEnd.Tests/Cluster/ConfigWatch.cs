using Krewe.Client;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>Counts how often a watch that outlives the server's death reported each ConfigMap of a <see cref="WriteLoad"/> as added.</summary>
public sealed class ConfigWatch : ObjectWatch
{
    private readonly Dictionary<string, int> _added = [];

    private ConfigWatch()
    {
    }

    public static Task<ConfigWatch> StartAsync(KreweCluster cluster) => StartAsync(cluster.Connect);

    public static async Task<ConfigWatch> StartAsync(Func<KreweClient> connect)
    {
        var watch = new ConfigWatch();
        await watch.StartAsync(connect, ConfigMapKind.Instance, "load=crash");
        return watch;
    }

    /// <summary>Waits until the counts are as a condition wants them.</summary>
    public async Task<IReadOnlyDictionary<string, int>> UntilAsync(
        Func<IReadOnlyDictionary<string, int>, bool> condition, CancellationToken cancellationToken)
    {
        await UntilAsync(() => condition(_added), cancellationToken);
        lock (Gate)
            return new Dictionary<string, int>(_added);
    }

    protected override void Take(string type, ApiObject value)
    {
        if (type == "ADDED")
            _added[value.Metadata.Name!] = _added.GetValueOrDefault(value.Metadata.Name!) + 1;
    }
}
