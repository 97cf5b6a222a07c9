namespace Krewe.Simulation.Checks;

/// <summary>What a user did with one object.</summary>
internal enum OperationKind
{
    Get,
    Create,
    Update,
    Delete,
}

/// <summary>What a user was told.</summary>
internal enum OperationOutcome
{
    /// <summary>Nothing: it may have taken effect, or may yet.</summary>
    Unknown,

    /// <summary>It took effect (or, for a read, was answered).</summary>
    Done,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>It exists already.</summary>
    AlreadyExists,

    /// <summary>It is not at the version that was asked for.</summary>
    Conflict,

    /// <summary>The server could not, and wrote nothing.</summary>
    Refused,
}

/// <summary>
/// One operation on an object whose whole content is one value that no two writes share; so a value stands for a version.
/// </summary>
internal sealed class Operation(string user, string key, OperationKind kind, long call)
{
    public string Key => key;

    public OperationKind Kind => kind;

    /// <summary>When it began, in the history's own order.</summary>
    public long Call => call;

    /// <summary>When it was answered; never where it was not.</summary>
    public long Return { get; set; } = long.MaxValue;

    /// <summary>What is written, or was read (null: nothing was there).</summary>
    public string? Value { get; set; }

    /// <summary>For a conditional update, what must be there.</summary>
    public string? Expected { get; init; }

    public OperationOutcome Outcome { get; set; }

    /// <summary>The state after the operation, and whether the answer fits the state before it.</summary>
    public (bool Fits, string? State) Apply(string? state) => (kind, Outcome) switch
    {
        (OperationKind.Get, OperationOutcome.Done) => (state == Value, state),
        (_, OperationOutcome.Refused) or (OperationKind.Get, _) => (true, state),
        (_, OperationOutcome.NotFound) => (state is null, state),
        (_, OperationOutcome.AlreadyExists) => (state is not null, state),
        (_, OperationOutcome.Conflict) => (Expected is null || (state is not null && state != Expected), state),
        (OperationKind.Create, OperationOutcome.Done) => (state is null, Value),
        (OperationKind.Create, _) => (true, state ?? Value),
        (OperationKind.Update, OperationOutcome.Done) => (state is not null && (Expected is null || state == Expected), Value),
        (OperationKind.Update, _) => (true, state is null || (Expected is not null && state != Expected) ? state : Value),
        (_, OperationOutcome.Done) => (state is not null, null),
        _ => (true, null),
    };

    public override string ToString() =>
        $"[{call}..{(Return == long.MaxValue ? "" : Return)}] {user} {kind} {key}{(Expected is null ? "" : $" if {Expected}")} {Value ?? "nothing"}: {Outcome}";
}
