using Krewe.Grains.Collections;
using Krewe.Grains.Hosting;
using Krewe.Grains.Objects;
using Krewe.Grains.Startup;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Storage;
using Krewe.Storage.Memory;
using Krewe.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Benchmarks;

/// <summary>What the control plane does without its gateway: creations of ConfigMaps, and a burst of pods from a Deployment to bound.</summary>
internal sealed class GrainsBenchmark(TextWriter output, TimeProvider clock)
{
    private const int Nodes = 100;
    private const int Pods = 1_000;
    private const int Rounds = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("krewe-grains-benchmark-").FullName;
        try
        {
            await RunAsync("memory", new MemoryObjectLog(), cancellationToken);
            var log = await SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = Path.Combine(directory, "krewe.db") }, cancellationToken);
            await RunAsync("SQLite", log, cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task RunAsync(string storage, IObjectLog log, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(_ => log);
        builder.Services.AddKreweGrains();
        builder.UseOrleans(_ => { });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(cancellationToken);
        foreach (var callers in new[] { 1, 32, 256 })
            await MeasureCreationsAsync(storage, grains, callers, cancellationToken);
        for (var node = 0; node < Nodes; node++)
            await CreateAsync(grains, Node($"node-{node:000}"), cancellationToken);
        for (var round = 1; round <= Rounds; round++)
            await MeasureBurstAsync(storage, grains, $"burst-{round}", cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    private async Task MeasureCreationsAsync(string storage, IGrainFactory grains, int callers, CancellationToken cancellationToken)
    {
        var (start, cpu) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0;
            for (; clock.GetElapsedTime(start) < Duration; count++)
                await CreateAsync(grains, ConfigMap($"c{callers}-{caller}-{count}"), cancellationToken);
            return count;
        }, cancellationToken)));
        output.WriteLine($"{storage}: create ConfigMaps, {callers,3} callers: {counts.Sum() / clock.GetElapsedTime(start).TotalSeconds,8:N0}/s, "
            + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / counts.Sum(),6:N1} us of processor time each");
    }

    private async Task MeasureBurstAsync(string storage, IGrainFactory grains, string name, CancellationToken cancellationToken)
    {
        var pods = grains.GetCollection(PodKind.Instance);
        var watcher = new BindingWatcher(Pods);
        var reference = grains.CreateObjectReference<ICollectionObserver>(watcher);
        await pods.Subscribe(reference, await pods.Revision(), cancellationToken);
        var (start, cpu) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var deployment = Deployment(name);
        await CreateAsync(grains, deployment, cancellationToken);
        await watcher.Done.WaitAsync(TimeSpan.FromMinutes(1), clock, cancellationToken);
        var elapsed = clock.GetElapsedTime(start);
        output.WriteLine($"{storage}: Deployment of {Pods} pods until all are bound to {Nodes} nodes: {elapsed.TotalMilliseconds,6:N0} ms, {Pods / elapsed.TotalSeconds,6:N0} pods/s, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,6:N0} ms of processor time");
        await grains.GetObject(ApiDocument.Draft(deployment).Id).Delete(new DeleteRequest(), cancellationToken);
        await watcher.Gone.WaitAsync(TimeSpan.FromMinutes(1), clock, cancellationToken);
        await pods.Unsubscribe(reference);
        GC.KeepAlive(watcher);
    }

    private static async Task CreateAsync(IGrainFactory grains, ApiObject value, CancellationToken cancellationToken)
    {
        var document = ApiDocument.Draft(value);
        if (await grains.GetObject(document.Id).Create(new CreateRequest(document), cancellationToken) is WriteOutcome.Refused refused)
            throw new InvalidOperationException(refused.Failure.Message);
    }

    private static ConfigMap ConfigMap(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Data = new Dictionary<string, string> { ["key"] = new('x', 512) },
    };

    private static Node Node(string name)
    {
        var resources = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("32"), ["memory"] = Quantity.Parse("256Gi"), ["pods"] = Quantity.Parse("110") };
        return new Node
        {
            Metadata = new ObjectMeta { Name = name },
            Status = new NodeStatus
            {
                Capacity = resources,
                Allocatable = resources,
                Conditions = [new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.True }],
            },
        };
    }

    private static Deployment Deployment(string name)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        return new Deployment
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default" },
            Spec = new DeploymentSpec
            {
                Replicas = Pods,
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new PodTemplateSpec
                {
                    Metadata = new ObjectMeta { Labels = labels },
                    Spec = new PodSpec
                    {
                        TerminationGracePeriodSeconds = 0,
                        Containers = [new Container { Name = "c", Image = "busybox:1", Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("10m") } } }],
                    },
                },
            },
        };
    }

    private sealed class BindingWatcher(int pods) : ICollectionObserver
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _bound;
        private int _removed;

        public Task Done => _done.Task;

        public Task Gone => _gone.Task;

        public Task OnChanges(ChangeBatch batch)
        {
            foreach (var change in batch.Changes)
            {
                if (change.Kind == ChangeKind.Deleted)
                {
                    if (++_removed == pods)
                        _gone.TrySetResult();
                }
                else if (change.Document.As<Pod>().Spec.NodeName is { Length: > 0 } && string.IsNullOrEmpty(change.Previous?.As<Pod>().Spec.NodeName) && ++_bound == pods)
                    _done.TrySetResult();
            }
            return Task.CompletedTask;
        }
    }
}
