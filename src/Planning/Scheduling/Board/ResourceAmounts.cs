using Krewe.Model.Core;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Scheduling.Board;

/// <summary>Amounts of the resources that pods ask for and nodes have, in the units of the decision: milli-CPUs and bytes.</summary>
internal readonly record struct ResourceAmounts(long MilliCpu, long Memory, long Storage, IReadOnlyDictionary<string, long>? Extended)
{
    public const string Cpu = "cpu";
    public const string MemoryName = "memory";
    public const string StorageName = "ephemeral-storage";
    public const string Pods = "pods";

    public static ResourceAmounts Of(IReadOnlyDictionary<string, Quantity> quantities)
    {
        long cpu = 0, memory = 0, storage = 0;
        Dictionary<string, long>? extended = null;
        foreach (var (name, quantity) in quantities)
        {
            switch (name)
            {
                case Cpu:
                    cpu = quantity.MilliValue;
                    break;
                case MemoryName:
                    memory = quantity.Value;
                    break;
                case StorageName:
                    storage = quantity.Value;
                    break;
                case Pods:
                    break;
                default:
                    (extended ??= new Dictionary<string, long>(StringComparer.Ordinal))[name] = quantity.Value;
                    break;
            }
        }
        return new ResourceAmounts(cpu, memory, storage, extended);
    }

    /// <summary>What a pod asks for: its containers together, or its most demanding init container with the sidecars that run by then.</summary>
    public static ResourceAmounts Of(PodSpec spec)
    {
        var running = default(ResourceAmounts);
        foreach (var container in spec.Containers)
            running += Of(container.Resources.Requests);

        ResourceAmounts sidecars = default, starting = default;
        foreach (var container in spec.InitContainers)
        {
            var asked = Of(container.Resources.Requests);
            if (container.RestartPolicy == ContainerRestartPolicy.Always)
            {
                sidecars += asked;
                starting = Max(starting, sidecars);
            }
            else
            {
                starting = Max(starting, sidecars + asked);
            }
        }
        var needed = Max(running + sidecars, starting);
        return spec.Overhead.Count == 0 ? needed : needed + Of(spec.Overhead);
    }

    public static ResourceAmounts operator +(ResourceAmounts left, ResourceAmounts right) => new(
        left.MilliCpu + right.MilliCpu, left.Memory + right.Memory, left.Storage + right.Storage, Merge(left.Extended, right.Extended, (a, b) => a + b));

    public static ResourceAmounts operator -(ResourceAmounts left, ResourceAmounts right) => new(
        left.MilliCpu - right.MilliCpu, left.Memory - right.Memory, left.Storage - right.Storage, Merge(left.Extended, right.Extended, (a, b) => a - b));

    private static ResourceAmounts Max(ResourceAmounts left, ResourceAmounts right) => new(
        Math.Max(left.MilliCpu, right.MilliCpu), Math.Max(left.Memory, right.Memory), Math.Max(left.Storage, right.Storage),
        Merge(left.Extended, right.Extended, Math.Max));

    private static IReadOnlyDictionary<string, long>? Merge(
        IReadOnlyDictionary<string, long>? left, IReadOnlyDictionary<string, long>? right, Func<long, long, long> combine)
    {
        if (right is null)
            return left;
        var merged = left is null ? new Dictionary<string, long>(StringComparer.Ordinal) : new Dictionary<string, long>(left, StringComparer.Ordinal);
        foreach (var (name, amount) in right)
            merged[name] = combine(merged.GetValueOrDefault(name), amount);
        return merged;
    }
}
