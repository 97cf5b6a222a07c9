using Krewe.Model.Core;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Writes the conditions that are the agent's and leaves the others as they are.</summary>
internal static class PodConditionWriter
{
    /// <summary>The conditions of a pod.</summary>
    public static IReadOnlyList<PodCondition> Write(
        PodView view, PodStatus before, PodPhase phase, List<ContainerStatus> init, List<ContainerStatus> main, bool initialized)
    {
        var over = phase == PodPhase.Succeeded || phase == PodPhase.Failed;
        var overReason = phase == PodPhase.Succeeded ? "PodCompleted" : "PodFailed";
        var unready = main.Where(c => c.Ready != true).Select(c => c.Name)
            .Concat(SidecarsOf(view, init).Where(c => c.Ready != true).Select(c => c.Name)).ToList();
        var incomplete = init.Where(c => c.Ready != true && c.Started != true).Select(c => c.Name).ToList();
        var gates = view.Pod!.Spec.ReadinessGates.Select(gate => GateProblem(view.Pod.Status, gate)).OfType<string>().ToList();

        Verdict containersReady = over
            ? new(false, overReason, null)
            : unready.Count > 0 || main.Count == 0
                ? new(false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]")
                : new(true, null, null);
        Verdict ready = containersReady is { Holds: true } && gates.Count > 0
            ? new(false, "ReadinessGatesNotReady", string.Join(", ", gates))
            : containersReady;
        var passed = initialized || phase == PodPhase.Succeeded;
        var written = new[]
        {
            (PodConditionType.PodReadyToStartContainers, new Verdict(view.Sandbox is not null, null, null)),
            (PodConditionType.Initialized, passed
                ? new Verdict(true, phase == PodPhase.Succeeded ? overReason : null, null)
                : new Verdict(false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]")),
            (PodConditionType.Ready, ready),
            (PodConditionType.ContainersReady, containersReady),
        };
        return
        [
            .. written.Select(item => Condition(item.Item1, item.Item2, before, view)),
            .. view.Pod.Status.Conditions.Where(condition => !AgentProtocol.PodConditionsOfAgent.Contains(condition.Type?.Value)),
        ];
    }

    private static IEnumerable<ContainerStatus> SidecarsOf(PodView view, List<ContainerStatus> init) =>
        init.Where(status => view.Containers.Any(c => c.Role == ContainerRole.Sidecar && c.Name == status.Name));

    private static string? GateProblem(PodStatus status, PodReadinessGate gate)
    {
        var condition = status.Conditions.FirstOrDefault(c => c.Type == gate.ConditionType);
        return condition is null
            ? $"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist."
            : condition.Status != ConditionStatus.True
                ? $"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {condition.Status}"
                : null;
    }

    private static PodCondition Condition(PodConditionType type, Verdict verdict, PodStatus before, PodView view)
    {
        var status = verdict.Holds ? ConditionStatus.True : ConditionStatus.False;
        var old = before.Conditions.FirstOrDefault(condition => condition.Type == type);
        return new()
        {
            Type = type,
            Status = status,
            ObservedGeneration = view.Pod!.Metadata.Generation,
            Reason = verdict.Reason,
            Message = verdict.Message,
            LastTransitionTime = old?.Status == status && old.LastTransitionTime is { } time ? time : view.Now,
        };
    }

    private sealed record Verdict(bool Holds, string? Reason, string? Message);
}
