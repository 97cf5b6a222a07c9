using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Pods;

/// <summary>Views of pods for tests of decisions.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ObservedSandbox Sandbox = new() { Id = "sandbox", Attempt = 0, Ready = true, Addresses = ["10.0.0.7"] };

    public static PodView Of(PodAssignment assignment, params ObservedContainer[] instances) => new()
    {
        Identity = new PodIdentity("default", assignment.Pod.Metadata.Name!, assignment.Uid()),
        Assignment = assignment,
        Sandboxes = [Sandbox],
        Instances = instances,
        Memory = new PodMemory { FirstSeen = Start, VolumesReady = true },
        Now = Start,
    };

    public static PodView Of(PodSpec spec, params ObservedContainer[] instances) => Of(Assignments.Pod("pod", spec, "uid"), instances);

    public static PodSpec Spec(RestartPolicy? policy = null, params string[] containers) => new()
    {
        RestartPolicy = policy ?? RestartPolicy.Always,
        Containers = [.. (containers.Length == 0 ? ["main"] : containers).Select(name => new Container { Name = name, Image = "image" })],
    };

    public static ObservedContainer Running(string name = "main", int attempt = 0, string sandbox = "sandbox") => new()
    {
        Id = $"{name}-{attempt}",
        Name = name,
        Attempt = attempt,
        SandboxId = sandbox,
        SpecHash = new PodContainer(new Container { Name = name, Image = "image" }, ContainerRole.Main).SpecHash,
        BackOff = TimeSpan.Zero,
        Phase = ContainerPhase.Running,
        ImageId = "sha256:1",
        CreatedAt = Start,
        StartedAt = Start,
    };

    public static ObservedContainer Exited(string name = "main", int attempt = 0, int? code = 1, TimeSpan? backOff = null, TimeSpan? ran = null) =>
        Running(name, attempt) with
        {
            Phase = ContainerPhase.Exited,
            ExitCode = code,
            FinishedAt = Start + (ran ?? TimeSpan.Zero),
            BackOff = backOff ?? TimeSpan.Zero,
        };
}
