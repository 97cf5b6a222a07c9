using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>Pods for tests.</summary>
internal static class Assignments
{
    public const string InNamespace = "default";

    public static PodAssignment Pod(string name, PodSpec spec, string? uid = null) => new()
    {
        Pod = new Pod
        {
            Metadata = new ObjectMeta { Name = name, Namespace = InNamespace, Uid = uid ?? Guid.CreateVersion7().ToString() },
            Spec = spec,
        },
    };

    public static PodAssignment Pod(string name, params Container[] containers) =>
        Pod(name, new PodSpec { Containers = containers, TerminationGracePeriodSeconds = 1 });

    /// <summary>A container that runs a shell script in the test image.</summary>
    public static Container Shell(string name, string script, string? image = null) => new()
    {
        Name = name,
        Image = image ?? TestImage.Reference,
        ImagePullPolicy = ImagePullPolicy.IfNotPresent,
        Command = ["/bin/sh", "-c", script],
    };

    /// <summary>A container that runs until it is told to end.</summary>
    public static Container Server(string name) => Shell(name, "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done");

    public static string Uid(this PodAssignment assignment) => assignment.Pod.Metadata.Uid!;

    public static PodReference Reference(this PodAssignment assignment) => new(InNamespace, assignment.Pod.Metadata.Name!, assignment.Uid());

    public static PodAssignment Deleted(this PodAssignment assignment, long graceSeconds = 1) => assignment with
    {
        Pod = assignment.Pod with
        {
            Metadata = assignment.Pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = graceSeconds },
        },
    };
}
