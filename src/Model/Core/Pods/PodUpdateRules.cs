using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>
/// What may change in a pod that exists: images, the deadline (earlier), tolerations (more), scheduling gates (fewer), a grace period
/// that was negative. Node, resources and ephemeral containers have subresources of their own.
/// </summary>
internal static class PodUpdateRules
{
    private const string MayNotChange =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static void Validate(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        if (spec.Containers.Count != old.Containers.Count)
        {
            errors.Forbidden(path.Child("containers"), "pod updates may not add or remove containers");
            return;
        }
        if (spec.InitContainers.Count != old.InitContainers.Count)
        {
            errors.Forbidden(path.Child("initContainers"), "pod updates may not add or remove containers");
            return;
        }
        ValidateDeadline(spec.ActiveDeadlineSeconds, old.ActiveDeadlineSeconds, path.Child("activeDeadlineSeconds"), errors);
        ValidateTolerations(spec.Tolerations, old.Tolerations, path.Child("tolerations"), errors);
        ValidateGates(spec, old, path.Child("schedulingGates"), errors);
        if (!WithWhatMayChange(spec, old).Equals(old))
            errors.Forbidden(path, MayNotChange);
    }

    /// <summary>The new specification with what may change put back to what it was.</summary>
    private static PodSpec WithWhatMayChange(PodSpec spec, PodSpec old) => spec with
    {
        Containers = [.. spec.Containers.Select((c, i) => c with { Image = old.Containers[i].Image })],
        InitContainers = [.. spec.InitContainers.Select((c, i) => c with { Image = old.InitContainers[i].Image })],
        ActiveDeadlineSeconds = old.ActiveDeadlineSeconds,
        Tolerations = old.Tolerations,
        SchedulingGates = old.SchedulingGates,
        TerminationGracePeriodSeconds = old.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
            ? old.TerminationGracePeriodSeconds
            : spec.TerminationGracePeriodSeconds,
        // A pod that waits at its gates may still be told where it shall go.
        NodeSelector = old.SchedulingGates.Count > 0 && old.NodeSelector.All(spec.NodeSelector.Contains) ? old.NodeSelector : spec.NodeSelector,
    };

    private static void ValidateDeadline(long? seconds, long? old, FieldPath path, FieldErrors errors)
    {
        if (old is null)
            return;
        if (seconds is null)
            errors.Invalid(path, seconds, "must not update from a positive integer to nil value");
        else if (seconds > old)
            errors.Invalid(path, seconds, "must be less than or equal to previous value");
    }

    private static void ValidateTolerations(IReadOnlyList<Toleration> tolerations, IReadOnlyList<Toleration> old, FieldPath path, FieldErrors errors)
    {
        if (old.Any(before => !tolerations.Any(now => Same(now, before))))
            errors.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds");

        static bool Same(Toleration now, Toleration before) => (now with { TolerationSeconds = before.TolerationSeconds }).Equals(before);
    }

    private static void ValidateGates(PodSpec spec, PodSpec old, FieldPath path, FieldErrors errors)
    {
        var before = old.SchedulingGates.Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gate in spec.SchedulingGates.Where(gate => !before.Contains(gate.Name)))
            errors.Forbidden(path, $"only deletion is allowed, but found new scheduling gate '{gate.Name}'");
    }
}
