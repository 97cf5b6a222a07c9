using Krewe.Model.Core;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Pods;

/// <summary>What a whole pod asks for and may use, exactly as its containers say it.</summary>
/// <remarks>
/// Its containers together, or its most demanding init container with the sidecars that run by then, whichever is more of each resource;
/// what the pod says as a whole goes before that.
/// </remarks>
public static class PodResources
{
    /// <summary>Least of each resource.</summary>
    public static IReadOnlyDictionary<string, Quantity> Requests(PodSpec spec)
    {
        var total = Total(spec, static resources => resources.Requests);
        foreach (var (name, amount) in spec.Overhead)
            total[name] = total.GetValueOrDefault(name) + amount;
        return total;
    }

    /// <summary>Most of each resource that is limited.</summary>
    public static IReadOnlyDictionary<string, Quantity> Limits(PodSpec spec)
    {
        var total = Total(spec, static resources => resources.Limits);
        foreach (var (name, amount) in spec.Overhead)
        {
            if (total.TryGetValue(name, out var limit) && !limit.IsZero)
                total[name] = limit + amount;
        }
        return total;
    }

    private static Dictionary<string, Quantity> Total(PodSpec spec, Func<ResourceRequirements, IReadOnlyDictionary<string, Quantity>> part)
    {
        var running = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Containers)
            Add(running, part(container.Resources));

        var sidecars = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var starting = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.InitContainers)
        {
            var asked = part(container.Resources);
            if (container.RestartPolicy == ContainerRestartPolicy.Always)
            {
                Add(running, asked);
                Add(sidecars, asked);
                Raise(starting, sidecars);
            }
            else
            {
                var together = new Dictionary<string, Quantity>(sidecars, StringComparer.Ordinal);
                Add(together, asked);
                Raise(starting, together);
            }
        }
        Raise(running, starting);
        if (spec.Resources is { } whole)
        {
            foreach (var (name, amount) in part(whole))
                running[name] = amount;
        }
        return running;
    }

    private static void Add(Dictionary<string, Quantity> to, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
            to[name] = to.TryGetValue(name, out var before) ? before + amount : amount;
    }

    private static void Raise(Dictionary<string, Quantity> to, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
            to[name] = to.TryGetValue(name, out var before) ? Quantity.Max(before, amount) : amount;
    }
}
