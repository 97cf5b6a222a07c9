namespace Krewe.Storage.Backups;

/// <summary>A backup cannot be used; the message says why, for people.</summary>
public sealed class BackupException(BackupFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The reason.</summary>
    public BackupFailure Failure { get; } = failure;
}

/// <summary>Why a backup cannot be used.</summary>
public enum BackupFailure
{
    /// <summary>It is not a backup of Krewe.</summary>
    Foreign,

    /// <summary>A newer Krewe has written it, in a form that this one does not know.</summary>
    Newer,

    /// <summary>It is not as it was written: it ends early or was changed.</summary>
    Damaged,

    /// <summary>By this machine's clock the backup has not been taken yet, so revisions could be given out twice.</summary>
    FromTheFuture,
}
