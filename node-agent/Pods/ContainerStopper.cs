using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Ends an instance within its grace: preStop handler, then the signal, then force.</summary>
internal sealed class ContainerStopper(PodServices services, PodAnnouncer announcer)
{
    /// <summary>What the signal gets at least, however long the handler took.</summary>
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(2);

    private readonly LifecycleHooks _hooks = new(services.Prober, services.Time);

    /// <summary>Ends it. Returns once it has ended.</summary>
    /// <exception cref="RuntimeException">The runtime refuses.</exception>
    public async Task Stop(PodStep.Stop step, PodContainer? container, string address, CancellationToken cancellationToken)
    {
        announcer.Killing(container?.FieldPath ?? $"spec.containers{{{step.Instance.Name}}}", step.Message);
        var began = services.Time.GetTimestamp();
        if (container?.Spec.Lifecycle?.PreStop is { } hook && step.Grace > TimeSpan.Zero)
            await RunPreStop(hook, container, step, address, cancellationToken);
        var left = step.Grace - services.Time.GetElapsedTime(began);
        await services.Runtime.StopContainer(step.Instance.Id, left < LeastGrace && step.Grace >= LeastGrace ? LeastGrace : left < TimeSpan.Zero ? TimeSpan.Zero : left, cancellationToken);
    }

    private async Task RunPreStop(LifecycleHandler hook, PodContainer container, PodStep.Stop step, string address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(step.Grace, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var result = await _hooks.Run(hook, container.Spec, step.Instance.Id, address, step.Grace, both.Token);
            if (!result.Passed)
                announcer.HookFailed(container, "FailedPreStopHook", $"PreStopHook failed: {result.Output}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            announcer.HookFailed(container, "FailedPreStopHook", "PreStopHook failed: it took longer than the grace period");
        }
    }
}
