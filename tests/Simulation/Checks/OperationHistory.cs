using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Checks;

/// <summary>What all users did with objects whose content is one value.</summary>
internal sealed class OperationHistory
{
    private readonly Dictionary<string, List<Operation>> _operations = new(StringComparer.Ordinal);
    private long _now;

    public Operation Begin(string user, string key, OperationKind kind, string? value = null, string? expected = null)
    {
        var operation = new Operation(user, key, kind, _now++) { Value = value, Expected = expected };
        if (!_operations.TryGetValue(key, out var list))
            _operations.Add(key, list = []);
        list.Add(operation);
        return operation;
    }

    public void End(Operation operation, OperationOutcome outcome)
    {
        operation.Outcome = outcome;
        if (outcome != OperationOutcome.Unknown)
            operation.Return = _now++;
    }

    /// <summary>Checks every object by itself, which is enough: linearizability is local.</summary>
    public void Check(Func<string, bool> everWritten)
    {
        foreach (var (key, operations) in _operations)
        {
            // What nobody heard of and never became durable had no effect.
            var relevant = operations
                .Where(operation => operation.Outcome != OperationOutcome.Unknown || operation.Kind == OperationKind.Delete || (operation.Value is { } value && operation.Kind != OperationKind.Get && everWritten(value)))
                .ToList();
            if (!Linearizability.Holds(relevant))
                throw new SimulationFailure("linearizability", $"no order explains what users saw of {key}:\n{string.Join('\n', Shortest(relevant))}");
        }
    }

    // The shortest beginning of the history that nothing explains, and of it the end.
    private static IEnumerable<Operation> Shortest(List<Operation> operations)
    {
        var (good, bad) = (0, operations.Count);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            if (Linearizability.Holds(operations[..middle]))
                good = middle;
            else
                bad = middle;
        }
        return operations[..bad].TakeLast(25);
    }
}
