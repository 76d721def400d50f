"""What is kept of somebody: visits, advice and plans, unreadable without her key."""
