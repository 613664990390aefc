package com.example.notes;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** All notes. */
interface Notes extends JpaRepository<Note, Long> {
  List<Note> findByTextContaining(String part);
}
