using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Node;

/// <summary>Knows the machine's facts, and tells the control plane when they change.</summary>
internal sealed class NodeMonitor(
    NodeAgentOptions options, Func<MachineReading> machine, IContainerRuntime runtime, Outbox outbox, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private RuntimeDescription _runtime = new("");

    /// <summary>The facts as they were read last.</summary>
    public NodeFacts Facts { get; private set; } = null!;

    /// <summary>Reads the facts for the first time.</summary>
    public async Task Begin(RuntimeDescription description, CancellationToken cancellationToken)
    {
        _runtime = description;
        Facts = await Read(null, cancellationToken);
    }

    /// <summary>Reads them again and again.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = await Read(Facts, cancellationToken);
            if (now.Status == Facts.Status)
                continue;
            Facts = now;
            outbox.Report(now);
        }
    }

    private async Task<NodeFacts> Read(NodeFacts? before, CancellationToken cancellationToken)
    {
        IReadOnlyList<RuntimeImage> images;
        try
        {
            images = await runtime.ListImages(cancellationToken);
        }
        catch (RuntimeException)
        {
            // The list of images is a hint for the scheduler; the last one will do.
            images = [.. (before?.Status.Images ?? []).Select(image => new RuntimeImage(image.Names, image.SizeBytes ?? 0))];
        }
        return NodeFactsWriter.Write(options, machine(), _runtime, images, before?.Status, DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()));
    }
}
