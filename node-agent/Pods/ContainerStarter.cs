using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Images;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Volumes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Starts one instance of a container: image, definition, start, postStart handler.</summary>
internal sealed class ContainerStarter(PodServices services, PodIdentity identity, PodVolumes volumes, PodAnnouncer announcer)
{
    private readonly ContainerRequests _requests = new(services.Node);
    private readonly LifecycleHooks _hooks = new(services.Prober, services.Time);

    /// <summary>
    /// Starts it. <paramref name="abandon"/> gives up waiting for the image and the handler when the pod ends; the start itself is
    /// never left halfway, except when the agent stops.
    /// </summary>
    public async Task<StartOutcome> Start(
        PodAssignment assignment, PodStep.Start step, Action<ObservedContainer> running, CancellationToken abandon, CancellationToken cancellationToken)
    {
        var container = step.Container;
        try
        {
            var image = await services.Images.Provide(container.Spec, assignment, () => announcer.Pulling(container), abandon);
            announcer.Image(container, image);
            if (image is ImageOutcome.Failed failed)
                return new StartOutcome.Refused(failed.Reason, failed.Message, BackOff: true);

            var imageId = image switch
            {
                ImageOutcome.Present present => present.ImageId,
                ImageOutcome.Pulled pulled => pulled.ImageId,
                _ => throw new InvalidOperationException($"unknown outcome {image}"),
            };
            if (MustWait(assignment.Pod))
                return new StartOutcome.Abandoned(); // To be planned anew.
            var instance = await StartInstance(assignment, step, imageId, abandon, cancellationToken);
            announcer.Created(container);
            if (instance.StartError is { } error)
                announcer.Failed(container, error);
            else
                announcer.Started(container);
            running(instance);
            return await RunPostStart(container, instance, step.Sandbox, assignment.Pod, abandon);
        }
        catch (ConfigurationException e)
        {
            announcer.Failed(container, e.Message);
            return new StartOutcome.Refused("CreateContainerConfigError", e.Message, BackOff: false);
        }
        catch (RuntimeException e)
        {
            announcer.Failed(container, e.Message);
            return new StartOutcome.Refused("CreateContainerError", e.Message, BackOff: false);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StartOutcome.Abandoned();
        }
    }

    /// <summary>The way here may have been long: what the plan rested on may not hold any more.</summary>
    private bool MustWait(Pod pod) =>
        services.Contact.StartsHeldFor > TimeSpan.Zero || StopWhenCutOff.Of(pod.Metadata) is { } limit && services.Contact.Silence >= limit;

    private async Task<ObservedContainer> StartInstance(
        PodAssignment assignment, PodStep.Start step, string imageId, CancellationToken abandon, CancellationToken cancellationToken)
    {
        using var anchors = services.Runtime.SeesMounts ? volumes.Anchors() : null;
        var request = _requests.Of(assignment, identity, step, imageId, volumes, anchors);
        if (RefusalOf(assignment.Pod, step.Container.Spec, request) is { } refusal)
            throw new ConfigurationException(refusal);
        abandon.ThrowIfCancellationRequested();
        return await services.Runtime.StartContainer(request, cancellationToken);
    }

    private async Task<StartOutcome> RunPostStart(
        PodContainer container, ObservedContainer instance, ObservedSandbox sandbox, Pod pod, CancellationToken abandon)
    {
        if (container.Spec.Lifecycle?.PostStart is not { } hook || instance.Phase != ContainerPhase.Running)
            return new StartOutcome.Started(instance);
        var address = pod.Spec.HostNetwork == true || sandbox.Addresses.Count == 0 ? services.Node.Addresses[0] : sandbox.Addresses[0];
        if (await _hooks.Run(hook, container.Spec, instance.Id, address, Timeout.InfiniteTimeSpan, abandon) is not { Passed: false } failed)
            return new StartOutcome.Started(instance);
        announcer.HookFailed(container, "FailedPostStartHook", $"PostStartHook failed: {failed.Output}");
        return new StartOutcome.Condemned(instance, "FailedPostStartHook");
    }

    private static string? RefusalOf(Pod pod, Container container, ContainerRequest request) =>
        (container.SecurityContext?.RunAsNonRoot ?? pod.Spec.SecurityContext?.RunAsNonRoot) == true && request.Privileges.User == 0
            ? "container's runAsUser breaks non-root policy"
            : null;
}
