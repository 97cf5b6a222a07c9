namespace Krewe.Storage;

/// <summary>The database could not do what was asked, for a reason outside the program.</summary>
public sealed class ObjectLogException(ObjectLogFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The reason, for a caller that can do something about it.</summary>
    public ObjectLogFailure Failure { get; } = failure;
}

/// <summary>Why the database could not do what was asked.</summary>
public enum ObjectLogFailure
{
    /// <summary>Reading or writing failed: a broken disk, missing permission, a lost connection.</summary>
    InputOutput,

    /// <summary>The disk, or the size that the database may have, is used up. Reads still work.</summary>
    Full,

    /// <summary>Another process has the database open for writing.</summary>
    InUse,

    /// <summary>The file is not a Krewe database; it was left as it is.</summary>
    Foreign,

    /// <summary>A newer version of Krewe has written the database; it was left as it is.</summary>
    Newer,

    /// <summary>The database server is of a version, or set up in a way, that cannot hold a Krewe database.</summary>
    Unsuitable,

    /// <summary>The database server does not answer, or answers that it starts or stops. Trying again may help.</summary>
    Away,

    /// <summary>The database is damaged.</summary>
    Corrupt,

    /// <summary>A backup was to be restored, and the database holds something already; it was left as it is.</summary>
    NotEmpty,

    /// <summary>Another silo has taken over the store; see <see cref="CommitResult.Fenced"/>.</summary>
    Fenced,
}
