using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// Watches an agent's containers. The stream of events is opened before everything is listed, so that nothing falls between the two;
/// whenever the stream breaks, it is opened and everything is listed again.
/// </summary>
internal sealed partial class DockerObserver(DockerClient client, string agentId, TimeProvider time, ILogger logger)
{
    private const int ParallelInspections = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>See <see cref="IContainerRuntime.Observe"/>.</summary>
    public async IAsyncEnumerable<RuntimeObservation> Observe([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var label = DockerLabels.Filter(agentId);
        while (true)
        {
            var (events, everything) = await TryOpen(label, cancellationToken);
            if (events is not null)
                using (events)
                {
                    yield return everything!;
                    await using var stream = DockerClient.ReadEvents(events, cancellationToken).GetAsyncEnumerator(cancellationToken);
                    while (await TryNext(stream) is { } next)
                        if (next.Observation is not null)
                            yield return next.Observation;
                }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>A container as it is now, or null when it is gone or not a pod's.</summary>
    public async Task<(DockerLabels Labels, ObservedContainer? Container, ObservedSandbox? Sandbox)?> Look(string id, CancellationToken cancellationToken)
    {
        if (await client.InspectContainer(id, cancellationToken) is not { } container || DockerLabels.Read(container.Config.Labels) is not { } labels)
            return null;
        return labels.Container is null
            ? (labels, null, SandboxOf(container, labels))
            : (labels, ContainerOf(container, labels), null);
    }

    private async Task<(HttpResponseMessage? Events, RuntimeObservation? Everything)> TryOpen(string label, CancellationToken cancellationToken)
    {
        HttpResponseMessage? events = null;
        try
        {
            events = await client.OpenEvents(label, cancellationToken);
            return (events, await ListEverything(label, cancellationToken));
        }
        catch (Exception e) when (e is RuntimeException or DockerException)
        {
            events?.Dispose();
            LogAway(logger, e.Message);
            return (null, null);
        }
    }

    private async Task<RuntimeObservation> ListEverything(string label, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow();
        var listed = await client.ListContainers(label, cancellationToken);
        var looks = new (DockerLabels Labels, ObservedContainer? Container, ObservedSandbox? Sandbox)?[listed.Count];
        await Parallel.ForAsync(
            0, listed.Count, new ParallelOptions { MaxDegreeOfParallelism = ParallelInspections, CancellationToken = cancellationToken },
            async (i, token) => looks[i] = await Look(listed[i].Id, token));
        return new RuntimeObservation.Everything(
        [
            .. looks.OfType<(DockerLabels Labels, ObservedContainer? Container, ObservedSandbox? Sandbox)>()
                .GroupBy(look => look.Labels.Pod)
                .Select(pod => new ObservedPod
                {
                    Identity = pod.Key,
                    Sandboxes = [.. pod.Select(look => look.Sandbox).OfType<ObservedSandbox>()],
                    Containers = [.. pod.Select(look => look.Container).OfType<ObservedContainer>()],
                }),
        ], askedAt);
    }

    /// <summary>The next event and what it means; null when the stream has ended or an answer failed.</summary>
    private async Task<Step?> TryNext(IAsyncEnumerator<DockerEvent> events)
    {
        try
        {
            return await events.MoveNextAsync() ? new Step(await Translate(events.Current)) : null;
        }
        catch (Exception e) when (e is RuntimeException or DockerException or HttpRequestException or IOException or JsonException)
        {
            LogAway(logger, e.Message);
            return null;
        }
    }

    private async Task<RuntimeObservation?> Translate(DockerEvent seen)
    {
        if (seen.Actor?.ID is not { } id || DockerLabels.Read(seen.Actor.Attributes) is not { } labels)
            return null;
        return (seen.Action, labels.Container) switch
        {
            ("die", null) => new RuntimeObservation.SandboxLost(labels.Pod, id),
            ("destroy", null) => new RuntimeObservation.SandboxLost(labels.Pod, id),
            ("destroy", not null) => new RuntimeObservation.Removed(labels.Pod, id),
            ("start" or "die", not null) when await Look(id, CancellationToken.None) is { Container: { } container } =>
                new RuntimeObservation.Container(labels.Pod, container),
            _ => null,
        };
    }

    private static ObservedSandbox SandboxOf(DockerContainer container, DockerLabels labels) => new()
    {
        Id = container.Id,
        Attempt = labels.Attempt,
        Ready = container.State.Running,
        CreatedAt = container.Created,
        Grace = labels.Grace,
        Addresses =
        [
            .. (container.NetworkSettings?.Networks?.Values ?? Enumerable.Empty<DockerNetwork>())
                .SelectMany(network => new[] { network.IPAddress, network.GlobalIPv6Address })
                .Where(address => !string.IsNullOrEmpty(address)).Select(address => address!),
        ],
    };

    private static ObservedContainer ContainerOf(DockerContainer container, DockerLabels labels)
    {
        var state = container.State;
        // A container that could not be started stays "created", with the error.
        var startError = state.Status == "created" && !string.IsNullOrEmpty(state.Error) ? state.Error : null;
        var phase = state.Running
            ? ContainerPhase.Running
            : state.Status == "created" && startError is null ? ContainerPhase.Created : ContainerPhase.Exited;
        return new ObservedContainer
        {
            Id = container.Id,
            Name = labels.Container!,
            Attempt = labels.Attempt,
            SandboxId = labels.SandboxId,
            SpecHash = labels.SpecHash,
            BackOff = labels.BackOff,
            ImageId = labels.ImageId,
            TerminationLog = labels.TerminationLog,
            Phase = phase,
            CreatedAt = container.Created,
            StartedAt = phase == ContainerPhase.Created || startError is not null ? null : state.StartedAt,
            FinishedAt = phase != ContainerPhase.Exited ? null : startError is null ? state.FinishedAt : container.Created,
            ExitCode = phase != ContainerPhase.Exited ? null : state.ExitCode,
            OutOfMemory = state.OOMKilled,
            StartError = startError,
        };
    }

    private sealed record Step(RuntimeObservation? Observation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers cannot be watched at the moment: {Why}")]
    private static partial void LogAway(ILogger logger, string why);
}
