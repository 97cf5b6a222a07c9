using Krewe.Model.Quantities;
using Krewe.NodeAgent.Images;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>Pods on a runtime, without a control plane: what an agent is between its session and its runtime.</summary>
internal sealed class PodBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ImageKeeper _images;
    private readonly Prober _prober;
    private Task _observing = Task.CompletedTask;

    public PodBench(IContainerRuntime runtime, string directory, TimeProvider? time = null)
    {
        Runtime = runtime;
        Reporter = new RecordingReporter();
        _images = new ImageKeeper(runtime, time ?? TimeProvider.System);
        _prober = new Prober(runtime, time ?? TimeProvider.System);
        Node = new NodeContext
        {
            NodeName = "test-node",
            Addresses = ["127.0.0.1"],
            Allocatable = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Of(2), ["memory"] = Quantity.OfBytes(1L << 31) },
            PodsDirectory = Path.Combine(directory, "pods"),
        };
        var contact = new ControlPlaneContact(new NoContactRecord(), time ?? TimeProvider.System);
        contact.DesiredTaken();
        Roster = new PodRoster(new PodServices(
            runtime, _images, _prober, Node, Reporter, contact, time ?? TimeProvider.System, NullLogger.Instance));
    }

    public IContainerRuntime Runtime { get; }

    public RecordingReporter Reporter { get; }

    public NodeContext Node { get; }

    public PodRoster Roster { get; }

    public async Task<PodBench> Start()
    {
        await Runtime.Prepare(_stop.Token);
        _observing = Observe();
        return this;
    }

    public Task Run(params PodAssignment[] pods) => Roster.Change(pods, [], _stop.Token);

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _observing;
        await Roster.DisposeAsync();
        _images.Dispose();
        _prober.Dispose();
        await Runtime.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Observe()
    {
        await Task.Yield();
        try
        {
            await foreach (var observation in Runtime.Observe(_stop.Token))
                await Roster.Observe(observation, _stop.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
