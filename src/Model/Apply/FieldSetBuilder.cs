namespace Krewe.Model.Apply;

/// <summary>Gathers the steps of one level of a <see cref="FieldSet"/>, in any order. For one thread; what it builds is for all.</summary>
internal struct FieldSetBuilder
{
    private List<FieldSet.Entry>? _entries;
    private bool _isMixed;

    /// <summary>Adds a step with what is below it; one that says nothing is left out, and one that comes again is united with itself.</summary>
    public void Put(PathElement step, bool isMember, FieldSet below)
    {
        if (isMember || !below.IsEmpty)
            Put(new FieldSet.Entry(step, isMember, below));
    }

    /// <summary>Adds an entry of another set.</summary>
    public void Put(FieldSet.Entry entry)
    {
        _entries ??= [];
        _isMixed |= _entries.Count > 0 && _entries[^1].Step.CompareTo(entry.Step) >= 0;
        _entries.Add(entry);
    }

    /// <summary>The set; nothing can be added any more.</summary>
    public FieldSet Build()
    {
        if (_entries is not { } entries)
            return FieldSet.Empty;
        if (_isMixed)
            PutInOrder(entries);
        _entries = null;
        return new FieldSet(entries);
    }

    private static void PutInOrder(List<FieldSet.Entry> entries)
    {
        entries.Sort(static (left, right) => left.Step.CompareTo(right.Step));
        var kept = 0;
        for (var i = 1; i < entries.Count; i++)
        {
            var (last, next) = (entries[kept], entries[i]);
            if (last.Step == next.Step)
                entries[kept] = new FieldSet.Entry(last.Step, last.IsMember || next.IsMember, last.Below.Union(next.Below));
            else
                entries[++kept] = next;
        }
        entries.RemoveRange(kept + 1, entries.Count - kept - 1);
    }
}
