using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Scheduling;

namespace Krewe.Planning.Admission;

/// <summary>Gives a new pod the priority of its class. Clients name a class; the number is the server's.</summary>
public static class PodPriority
{
    /// <summary>The pod with its priority, or why it may not have it.</summary>
    /// <param name="pod">A new pod, defaulted.</param>
    /// <param name="classes">Every priority class there is.</param>
    public static Outcome<Pod> Resolve(Pod pod, IReadOnlyList<PriorityClass> classes)
    {
        var spec = pod.Spec;
        PriorityClass? given;
        if (string.IsNullOrEmpty(spec.PriorityClassName))
            given = Default(classes);
        else if ((given = classes.FirstOrDefault(known => known.Metadata.Name == spec.PriorityClassName)) is null)
            return Refuse(pod, $"no PriorityClass with name {spec.PriorityClassName} was found");

        var priority = given?.Value ?? 0;
        if (spec.Priority is { } asked && asked != priority)
            return Refuse(pod, FormattableString.Invariant($"the integer value of priority ({asked}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name"));
        var policy = given?.PreemptionPolicy ?? PreemptionPolicy.PreemptLowerPriority;
        if (spec.PreemptionPolicy is { } wanted && wanted != policy)
            return Refuse(pod, $"the string value of PreemptionPolicy ({wanted}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        return pod with
        {
            Spec = spec with { PriorityClassName = given?.Metadata.Name ?? spec.PriorityClassName, Priority = priority, PreemptionPolicy = policy },
        };
    }

    /// <summary>The class of pods that name none, or null. Of several, made at the same moment, the lowest counts.</summary>
    public static PriorityClass? Default(IEnumerable<PriorityClass> classes) => classes
        .Where(known => known.GlobalDefault == true)
        .OrderBy(known => known.Value)
        .ThenBy(known => known.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>What speaks against a class that wants to be the default, or null.</summary>
    public static ApiFailure? RefuseDefault(PriorityClass value, IEnumerable<PriorityClass> classes) =>
        value.GlobalDefault == true && Default(classes.Where(known => known.Metadata.Name != value.Metadata.Name)) is { } other
            ? ApiFailure.Forbidden(PriorityClassKind.Instance, value.Metadata.Name, $"PriorityClass {other.Metadata.Name} is already marked as default. Only one default can exist")
            : null;

    private static ApiFailure Refuse(Pod pod, string why) => ApiFailure.Forbidden(PodKind.Instance, pod.Metadata.Name, why);
}
