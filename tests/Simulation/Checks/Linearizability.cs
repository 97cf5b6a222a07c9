namespace Krewe.Simulation.Checks;

/// <summary>
/// Tells whether operations on one object could have happened one after the other, each at some moment between its call and its answer.
/// After Wing and Gong's search with Lowe's memory of configurations, as Porcupine does it.
/// </summary>
internal static class Linearizability
{
    /// <summary>True if there is such an order.</summary>
    public static bool Holds(IReadOnlyList<Operation> operations, string? initial = null)
    {
        var head = Events(operations);
        var state = initial;
        var taken = new bool[operations.Count];
        var known = new HashSet<string>(StringComparer.Ordinal);
        var undo = new Stack<(Event Event, string? State)>();
        for (var at = head.Next; head.Next is not null;)
        {
            if (at!.Answer is { } answer)
            {
                var (fits, next) = at.Operation.Apply(state);
                if (fits && Try(at.Index, next))
                {
                    undo.Push((at, state));
                    state = next;
                    at.Unlink();
                    answer.Unlink();
                    at = head.Next;
                    continue;
                }
                at = at.Next;
                continue;
            }
            // An answer that no order of the calls before it explains: take the last choice back.
            if (undo.Count == 0)
                return false;
            (at, state) = undo.Pop();
            taken[at.Index] = false;
            at.Answer!.Relink();
            at.Relink();
            at = at.Next;
        }
        return true;

        bool Try(int index, string? next)
        {
            taken[index] = true;
            if (known.Add(Configuration(next)))
                return true;
            taken[index] = false;
            return false;
        }

        string Configuration(string? next)
        {
            Span<char> bits = new char[(taken.Length + 15) / 16];
            for (var i = 0; i < taken.Length; i++)
                if (taken[i])
                    bits[i / 16] |= (char)(1 << (i % 16));
            return $"{bits}{(char)0}{next}";
        }
    }

    private static Event Events(IReadOnlyList<Operation> operations)
    {
        var events = new List<(long Time, Event Event)>();
        for (var i = 0; i < operations.Count; i++)
        {
            var answer = new Event(operations[i], i, null);
            events.Add((operations[i].Call, new Event(operations[i], i, answer)));
            events.Add((operations[i].Return, answer));
        }
        var head = new Event(null!, -1, null);
        var last = head;
        foreach (var (_, at) in events.OrderBy(static at => at.Time))
        {
            (last.Next, at.Previous) = (at, last);
            last = at;
        }
        return head;
    }

    /// <summary>A call (which has an answer) or an answer, in the order of time.</summary>
    private sealed class Event(Operation operation, int index, Event? answer)
    {
        public Operation Operation => operation;

        public int Index => index;

        public Event? Answer => answer;

        public Event? Previous { get; set; }

        public Event? Next { get; set; }

        public void Unlink()
        {
            Previous!.Next = Next;
            if (Next is not null)
                Next.Previous = Previous;
        }

        public void Relink()
        {
            Previous!.Next = this;
            if (Next is not null)
                Next.Previous = this;
        }
    }
}
