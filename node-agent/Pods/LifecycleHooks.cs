using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.NodeAgent.Probes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Carries out lifecycle handlers: a command, an HTTP request, or a sleep.</summary>
internal sealed class LifecycleHooks(Prober prober, TimeProvider time)
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromHours(1);

    /// <summary>Runs a handler for at most <paramref name="limit"/> and says how it went.</summary>
    public async Task<ProbeResult> Run(
        LifecycleHandler hook, Container container, string instance, string address, TimeSpan limit, CancellationToken cancellationToken)
    {
        var bounded = limit == Timeout.InfiniteTimeSpan || limit > LongestRequest ? LongestRequest : limit;
        switch (hook)
        {
            case { Exec: { } exec }:
                return await prober.RunCommand(exec.Command, instance, bounded, cancellationToken);
            case { HttpGet: { } get }:
                return await prober.RunRequest(get, container, address, bounded, cancellationToken);
            case { Sleep.Seconds: { } seconds }:
                var sleep = Moments.Span(seconds);
                await Task.Delay(sleep < bounded ? sleep : bounded, time, cancellationToken);
                return new ProbeResult(true, "");
            default:
                return new ProbeResult(true, "");
        }
    }
}
