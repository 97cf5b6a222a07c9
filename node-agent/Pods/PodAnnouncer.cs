using System.Globalization;
using Krewe.Model.Core;
using Krewe.NodeAgent.Images;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Announces what happens to one pod, in the words of kubelet's events.</summary>
internal sealed class PodAnnouncer(PodIdentity identity, IPodReporter reporter, TimeProvider time)
{
    /// <summary>An image is about to be fetched.</summary>
    public void Pulling(PodContainer container) => Normal(container, "Pulling", $"Pulling image \"{container.Spec.Image}\"");

    /// <summary>What became of an image.</summary>
    public void Image(PodContainer container, ImageOutcome outcome)
    {
        var image = container.Spec.Image;
        switch (outcome)
        {
            case ImageOutcome.Present:
                Normal(container, "Pulled", $"Container image \"{image}\" already present on machine");
                break;
            case ImageOutcome.Pulled pulled:
                var took = string.Create(CultureInfo.InvariantCulture, $"{pulled.Took.TotalSeconds:0.###}s");
                Normal(container, "Pulled", $"Successfully pulled image \"{image}\" in {took} ({took} including waiting). Image size: {pulled.SizeBytes} bytes.");
                break;
            case ImageOutcome.Failed { Pulling: true } failed:
                Warning(container, "Failed", $"Failed to pull image \"{image}\": {failed.Message}");
                Warning(container, "Failed", $"Error: {failed.Reason}");
                break;
            case ImageOutcome.Failed failed:
                Warning(container, failed.Reason, failed.Message);
                Warning(container, "Failed", $"Error: {failed.Reason}");
                break;
        }
    }

    /// <summary>An instance was made.</summary>
    public void Created(PodContainer container) => Normal(container, "Created", $"Created container: {container.Name}");

    /// <summary>It was started.</summary>
    public void Started(PodContainer container) => Normal(container, "Started", $"Started container {container.Name}");

    /// <summary>A container could not be made or started.</summary>
    public void Failed(PodContainer container, string why) => Warning(container, "Failed", $"Error: {why}");

    /// <summary>An instance is being ended.</summary>
    public void Killing(string fieldPath, string why) => Announce(fieldPath, false, "Killing", why);

    /// <summary>A probe failed.</summary>
    public void Unhealthy(PodContainer container, ProbeKind kind, string output) =>
        Warning(container, "Unhealthy", $"{kind} probe failed: {output}");

    /// <summary>A lifecycle handler failed; the reason is <c>FailedPostStartHook</c> or <c>FailedPreStopHook</c>.</summary>
    public void HookFailed(PodContainer container, string reason, string message) => Warning(container, reason, message);

    /// <summary>The sandbox could not be made.</summary>
    public void SandboxFailed(string why) => Announce(null, true, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {why}");

    /// <summary>The volumes could not be made.</summary>
    public void MountFailed(string why) => Announce(null, true, "FailedMount", why);

    /// <summary>The sandbox was lost.</summary>
    public void SandboxChanged() => Announce(null, false, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");

    /// <summary>The pod's time is up.</summary>
    public void PodFailed(PodFailure failure) => Announce(null, false, failure.Reason, failure.Message);

    /// <summary>Announces the back-offs that a new status shows and the one before it did not.</summary>
    public void BackOffs(PodView view, PodStatus before, PodStatus after)
    {
        foreach (var container in view.Containers)
        {
            var waiting = WaitingOf(after, container);
            if (waiting?.Reason is null || waiting.Reason == WaitingOf(before, container)?.Reason)
                continue;
            if (waiting.Reason == ContainerStatusWriter.CrashLoopBackOff)
                Warning(container, "BackOff", $"Back-off restarting failed container {container.Name} in pod {identity}");
            else if (waiting.Reason == Trouble.PullBackOff)
            {
                Normal(container, "BackOff", $"Back-off pulling image \"{container.Spec.Image}\"");
                Warning(container, "Failed", $"Error: {Trouble.PullBackOff}");
            }
        }
    }

    private static ContainerStateWaiting? WaitingOf(PodStatus status, PodContainer container) =>
        (container.Role switch
        {
            ContainerRole.Main => status.ContainerStatuses,
            ContainerRole.Ephemeral => status.EphemeralContainerStatuses,
            _ => status.InitContainerStatuses,
        }).FirstOrDefault(s => s.Name == container.Name)?.State.Waiting;

    private void Normal(PodContainer container, string reason, string message) => Announce(container.FieldPath, false, reason, message);

    private void Warning(PodContainer container, string reason, string message) => Announce(container.FieldPath, true, reason, message);

    private void Announce(string? fieldPath, bool warning, string reason, string message) => reporter.Announce(new AgentEvent
    {
        Pod = identity.Reference,
        FieldPath = fieldPath,
        Warning = warning,
        Reason = reason,
        Message = message,
        Time = time.GetUtcNow(),
    });
}
